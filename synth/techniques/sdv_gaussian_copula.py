"""SDV's Gaussian copula."""

from synth.params import param
from synth.learning.sdv_adapter import DISTRIBUTIONS, SDVTechnique
from synth.technique import register


@register
class SDVGaussianCopula(SDVTechnique):
    """One distribution per column, and the correlations between their normal scores.

    Source: Patki, Wedge, Veeramachaneni, "The Synthetic Data Vault" (2016), https://doi.org/10.1109/DSAA.2016.49
    """

    title = "SDV Gaussian copula"
    summary = "SDV's statistical model: one named distribution for each column, tied together by correlations."
    when = "To compare with SDV's default; our own Gaussian copula keeps the columns' real shapes and is far faster."
    family = "statistics"

    distribution: str = param("beta", choices=DISTRIBUTIONS,
                              help="The distribution fitted to each number; gaussian_kde takes any shape, and minutes.")

    def synthesizer(self, metadata):
        from sdv.single_table import GaussianCopulaSynthesizer

        return GaussianCopulaSynthesizer(metadata, default_distribution=self.distribution)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        each = {"norm": 4e-6, "uniform": 4e-6, "gaussian_kde": 1.5e-3}.get(self.distribution, 2e-5)
        return 3 + (each * rows + 2e-6 * sampled) * columns
