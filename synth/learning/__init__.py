"""What techniques are made of: columns as codes, trees, chains of trees, fitted distributions, the way to SDV."""
