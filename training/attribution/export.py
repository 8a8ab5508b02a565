"""Export a trained attribution model to ONNX, quantised: what ships in ``src/onrecord/reading/weights``.

The encoder's weights become 8-bit integers (a scale for each output channel), activations are quantised as they come;
the cue head, a hundredth of the size, stays in floating point.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from training.attribution.data import content_ends, cue_words, load
from training.attribution.model import MentionHead, Reader, Shape, distance_bucket, tokenizer_of


class FastLayer(nn.Module):
    """One layer of the encoder, written so that its three projections are one product and attention stays plain.

    onnxruntime's fused attention quantises worse and runs a fifth slower on a CPU than the operators it replaces.
    """

    def __init__(self, layer: nn.Module, heads: int) -> None:
        """Take over the weights of a BERT layer."""
        super().__init__()
        old = layer.attention.self
        width = old.query.in_features
        self.heads, self.depth = heads, width // heads
        scale = self.depth**-0.5
        self.project = nn.Linear(width, 3 * width)
        with torch.no_grad():
            self.project.weight.copy_(torch.cat([old.query.weight * scale, old.key.weight, old.value.weight]))
            self.project.bias.copy_(torch.cat([old.query.bias * scale, old.key.bias, old.value.bias]))
        self.out, self.norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.up, self.down, self.last = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Run the layer on (windows, pieces, width); `mask` is added to the attention scores."""
        n, length, width = x.shape
        q, k, v = self.project(x).view(n, length, 3, self.heads, self.depth).permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.softmax(q @ k.transpose(-1, -2) + mask, -1)
        x = self.norm(x + self.out((scores @ v).transpose(1, 2).reshape(n, length, width)))
        return self.last(x + self.down(nn.functional.gelu(self.up(x))))


class EncoderGraph(nn.Module):
    """The encoder as it is exported: what the cue head needs of each piece is computed once, here."""

    def __init__(self, model: Reader) -> None:
        """Wrap `model`."""
        super().__init__()
        self.model = model
        bert = model.encoder.bert
        self.layers = nn.ModuleList(FastLayer(one, bert.config.num_attention_heads) for one in bert.encoder.layer)

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag scores, vectors, and the head's view of every piece."""
        encoder = self.model.encoder
        table = encoder.bert.embeddings
        x = table.word_embeddings(ids) + encoder.shape(shapes) + encoder.quote(quotes)
        places = table.position_embeddings.weight[: ids.shape[1]]
        x = table.LayerNorm(x + places + table.token_type_embeddings.weight[0])
        hidden_mask = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, hidden_mask)
        return encoder.tags(x), x, self.model.head.piece(x)


class HeadGraph(nn.Module):
    """The cue head as it is exported, its convolution written as one product that can be quantised."""

    def __init__(self, model: Reader) -> None:
        """Wrap `model`."""
        super().__init__()
        self.head = model.head
        mix = model.head.mix
        self.mix = nn.Linear(mix.in_channels * mix.kernel_size[0], mix.out_channels)
        with torch.no_grad():
            self.mix.weight.copy_(mix.weight.permute(0, 2, 1).reshape(mix.out_channels, -1))
            self.mix.bias.copy_(mix.bias)

    def forward(self, pieces: Tensor, cues: Tensor, offsets: Tensor) -> Tensor:
        """Score labels for each cue, given the head's view (n, length, 2 * pair) of the pieces around it."""
        head = self.head
        a, b = pieces.chunk(2, -1)
        c, d = head.cue(cues).unsqueeze(1).chunk(2, -1)
        x = nn.functional.gelu(head.norm(a + c + b * d + head.distance(distance_bucket(offsets))))
        reach = head.mix.kernel_size[0] // 2
        padded = nn.functional.pad(x, (0, 0, reach, reach))
        beside = torch.cat([padded[:, k : k + x.shape[1]] for k in range(2 * reach + 1)], -1)
        return head.out(head.norm2(x + nn.functional.gelu(self.mix(beside))))


class MentionGraph(nn.Module):
    """The mention head as it is exported."""

    def __init__(self, head: MentionHead) -> None:
        """Wrap `head`."""
        super().__init__()
        self.head = head

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Return probabilities of the labels of names and of descriptions."""
        names, descriptions = self.head(hidden)
        return names.softmax(-1), descriptions.softmax(-1)


def _save(
    graph: nn.Module, inputs: tuple[Tensor, ...], names: tuple[list[str], list[str]], axes: dict, path: Path
) -> None:
    torch.onnx.export(
        graph,
        inputs,
        str(path),
        input_names=names[0],
        output_names=names[1],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def export(model: Reader, folder: Path, config: dict, quantise: bool = True) -> None:
    """Write encoder.onnx, head.onnx, mentions.onnx and config.json into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    b, t = 2, 24
    ids = torch.randint(1000, 2000, (b, t))
    zeros = torch.zeros_like(ids)
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        raw, fused = Path(scratch) / "raw.onnx", Path(scratch) / "fused.onnx"
        names = (["ids", "shapes", "quotes", "mask"], ["tags", "hidden", "pieces"])
        axes = {name: {0: "windows", 1: "length"} for name in (*names[0], *names[1])}
        _save(EncoderGraph(model), (ids, zeros, zeros, torch.ones_like(ids)), names, axes, raw)
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = options.enable_attention = False
        options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = False
        options.enable_gelu_approximation = True
        bert = model.encoder.bert.config
        optimised = optimizer.optimize_model(
            str(raw),
            "bert",
            num_heads=bert.num_attention_heads,
            hidden_size=bert.hidden_size,
            optimization_options=options,
        )
        optimised.save_model_to_file(str(fused))
        if quantise:
            quantize_dynamic(
                fused,
                folder / "encoder.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul", "Gather"],
                nodes_to_exclude=[
                    n.name for n in onnx.load(fused).graph.node if "/tags/" in n.name or "/piece/" in n.name
                ],
                extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
            )
        else:
            shutil.copy(fused, folder / "encoder.onnx")
        head = HeadGraph(model)
        cues, pieces = torch.randn(3, model.encoder.width), torch.randn(3, t, model.head.piece.out_features)
        _save(
            head,
            (pieces, cues, torch.randint(-9, 9, (3, t))),
            (["pieces", "cues", "offsets"], ["labels"]),
            {"cues": {0: "n"}} | {name: {0: "n", 1: "length"} for name in ("pieces", "offsets", "labels")},
            raw,
        )
        if quantise:
            quantize_dynamic(
                raw,
                folder / "head.onnx",
                weight_type=QuantType.QInt8,
                per_channel=True,
                op_types_to_quantize=["MatMul"],
                nodes_to_exclude=[n.name for n in onnx.load(raw).graph.node if "/mix/" not in n.name],
                extra_options={"MatMulConstBOnly": True},
            )
        else:
            shutil.copy(raw, folder / "head.onnx")
        export_mentions(model.mentions, folder)
    (folder / "config.json").write_text(json.dumps(config) + "\n")


def export_mentions(head: MentionHead, folder: Path) -> None:
    """Write mentions.onnx into `folder`; it stays in floating point."""
    names = (["hidden"], ["names", "descriptions"])
    axes = {name: {0: "windows", 1: "length"} for name in (*names[0], *names[1])}
    _save(MentionGraph(head), (torch.randn(2, 24, head.inner.in_features),), names, axes, folder / "mentions.onnx")


def main() -> None:
    """Export one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/polnear"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/reading/weights"))
    parser.add_argument("--name", default="attribution-4")
    parser.add_argument(
        "--float", action="store_true", help="leave the weights as they are, to see what rounding costs"
    )
    args = parser.parse_args()
    model = Reader(str(args.encoder), Shape())
    model.load_state_dict(torch.load(args.run / "last.pt", weights_only=True), strict=True)
    tokenizer = tokenizer_of(args.encoder)
    train = load(args.data / "train")
    config = {
        "name": args.name,
        "window": 128,
        "longest": 256,
        "cue_threshold": 0.2,
        "cue_words": cue_words(train),
        "content_ends": content_ends(train, tokenizer),
        "mentions": {"name": [1.0, 0.0], "description": [1.0, 0.0]},
    }
    export(model, args.out, config, quantise=not args.float)
    shutil.copy(args.encoder / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
