"""SDV's CopulaGAN."""

from synth.params import param
from synth.learning.sdv_adapter import DISTRIBUTIONS, SDVGan
from synth.technique import register


@register
class CopulaGAN(SDVGan):
    """CTGAN over numbers that were first made normal by a fitted distribution.

    Source: SDV documentation, "CopulaGANSynthesizer", https://docs.sdv.dev; network by Xu et al. (2019),
    https://arxiv.org/abs/1907.00503
    """

    title = "CopulaGAN"
    summary = "CTGAN on numbers that a fitted distribution has first made normal, so that it has less to learn."
    when = "Where CTGAN misses the shape of numeric columns; it takes as long as CTGAN does."

    distribution: str = param("beta", choices=DISTRIBUTIONS,
                              help="The distribution that makes each number normal; gaussian_kde takes minutes.")

    def synthesizer(self, metadata):
        from sdv.single_table import CopulaGANSynthesizer

        return CopulaGANSynthesizer(metadata, default_distribution=self.distribution, **self.options())

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        each = 1.5e-3 if self.distribution == "gaussian_kde" else 3e-5
        return 3 + self.steps(rows) * (0.02 + 0.0031 * columns) + (each * rows + 3e-6 * sampled) * columns
