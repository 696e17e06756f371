"""SDV's CTGAN."""

from synth.learning.sdv_adapter import SDVGan
from synth.technique import register


@register
class CTGAN(SDVGan):
    """A generator that learns to fool a discriminator, category by category.

    Source: Xu, Skoularidou, Cuesta-Infante, Veeramachaneni, "Modeling Tabular Data using Conditional GAN" (2019),
    https://arxiv.org/abs/1907.00503
    """

    title = "CTGAN"
    summary = "Two neural networks play against each other: one makes rows, the other tells them from real ones."
    when = "To compare with the best-known neural technique; it is slow, and trees keep more on tables like this."

    def synthesizer(self, metadata):
        from sdv.single_table import CTGANSynthesizer

        return CTGANSynthesizer(metadata, **self.options())

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 3 + self.steps(rows) * (0.02 + 0.0031 * columns) + (3e-5 * rows + 2e-6 * sampled) * columns
