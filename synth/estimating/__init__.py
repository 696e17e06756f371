"""What a run will take, in time and memory, before it starts: techniques' own guesses,
put right by what runs took here."""
