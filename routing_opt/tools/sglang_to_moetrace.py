#!/usr/bin/env python3
"""Expert recordings of SGLang and vLLM as moetrace-v1, for `qiao trace` and `qiao place`.

    python sglang_to_moetrace.py RECORDING.pt [MORE.pt ...] -o trace.json [--experts N]

RECORDING.pt is what SGLang's expert distribution recorder writes with
`--expert-distribution-recorder-mode per_token`: a torch file with

    records[i]['topk_ids_of_layer']    int [layers, tokens, k]; -1 is padding
    records[i]['rids'] or absent       request of each token, used as sequence number if present
    last_physical_to_logical_map       int [layers, slots]; absent or None if experts were not moved

Files are read with weights_only=True: one that holds code is refused. The arrays are transposed to [tokens, layers, k], padding is dropped and physical slots become logical experts.
Needs torch (only to read the file) and numpy. Arrays that a server returned ([tokens, layers, k], .npy) need no
conversion: `qiao trace` reads them as they are.
"""
import argparse
import json
import os
import sys

import numpy as np


def logical(ids, physical_to_logical):
    """ids [layers, tokens, k] of physical slots -> logical experts; -1 stays."""
    if physical_to_logical is None:
        return ids
    mapping = np.asarray(physical_to_logical)
    if mapping.ndim != 2 or mapping.shape[0] < ids.shape[0]:
        sys.exit(f"last_physical_to_logical_map has shape {mapping.shape}, expected [{ids.shape[0]}, slots]")
    if ids.max(initial=-1) >= mapping.shape[1]:
        sys.exit(f"slot {ids.max()} is outside the map of {mapping.shape[1]} slots")
    out = np.full_like(ids, -1)
    for layer in range(ids.shape[0]):
        used = ids[layer] >= 0
        out[layer][used] = mapping[layer][ids[layer][used]]
    return out


def without_padding(ids, where):
    """[tokens, layers, k'] with -1 -> the kept tokens and [kept, layers, k]; every kept token has the same k."""
    counts = (ids >= 0).sum(axis=2)
    kept = counts.max(axis=1) > 0
    ids, counts = ids[kept], counts[kept]
    if ids.size == 0:
        return kept, ids
    k = counts[0, 0]
    if not (counts == k).all():
        token, layer = np.argwhere(counts != k)[0]
        sys.exit(f"{where}: token {token} has {counts[token, layer]} experts in layer {layer}, the first has {k}")
    order = np.argsort(ids < 0, axis=2, kind="stable")  # ids first, in their order
    return kept, np.take_along_axis(ids, order, axis=2)[:, :, :k]


def records_of(path):
    import pickle

    import torch
    try:  # tensors and plain values only: a recording never runs code
        data = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        sys.exit(f"{path}: not a recording, or one that holds more than tensors and plain values: {error}")
    if not isinstance(data, dict) or "records" not in data:
        sys.exit(f"{path}: no 'records'; was the recorder in mode per_token?")
    mapping = data.get("last_physical_to_logical_map")
    for number, record in enumerate(data["records"]):
        ids = logical(np.asarray(record["topk_ids_of_layer"]), mapping).transpose(1, 0, 2)
        yield f"{path}: records[{number}]", ids, record.get("rids")


def write_moetrace(path, ids, sequence, experts):
    """ids int [tokens, layers, k]; sequence int [tokens] or None."""
    tokens, layers, k = ids.shape
    dtype = np.dtype("uint8" if experts <= 256 else "<u2")
    arrays = [("topk_ids", dtype.name, ids.astype(dtype))]
    if sequence is not None:
        arrays.append(("seq_id", "uint32", sequence.astype("<u4")))
    fields, offset = [], 0
    data = os.path.splitext(path)[0] + ".bin"
    with open(data + ".tmp", "wb") as out:
        for name, type_name, array in arrays:
            fields.append({"name": name, "dtype": type_name, "shape": list(array.shape), "offset": offset,
                           "nbytes": array.nbytes})
            out.write(np.ascontiguousarray(array).tobytes())
            offset += array.nbytes
    os.replace(data + ".tmp", data)
    header = {"format": "moetrace-v1", "byteorder": "little", "num_tokens": tokens, "num_layers": layers,
              "num_experts": experts, "top_k": k, "data_file": os.path.basename(data), "fields": fields}
    with open(path + ".tmp", "w", encoding="utf-8") as out:
        json.dump(header, out, indent=1)
    os.replace(path + ".tmp", path)


def convert(records, path, experts=None):
    """records: (where, ids [tokens, layers, k'], requests or None) -> the trace at `path`."""
    parts, sequences, names = [], [], {}
    for where, ids, requests in records:
        kept, ids = without_padding(ids, where)
        if ids.size == 0:
            continue
        parts.append(ids)
        if requests is None or len(requests) != len(kept):
            sequences = None
        elif sequences is not None:
            chosen = [r for r, keep in zip(requests, kept) if keep]
            sequences.append(np.array([names.setdefault(str(r), len(names)) for r in chosen]))
    if not parts:
        sys.exit("no token in the recordings")
    if len({p.shape[1:] for p in parts}) != 1:
        sys.exit(f"records of different shape [layers, k]: {sorted({p.shape[1:] for p in parts})}")
    ids = np.concatenate(parts)
    if experts is None:
        experts = int(ids.max()) + 1
    if ids.max() >= experts:
        sys.exit(f"expert {ids.max()} with --experts {experts}")
    write_moetrace(path, ids, np.concatenate(sequences) if sequences else None, experts)
    return ids.shape


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", nargs="+")
    parser.add_argument("-o", "--output", required=True, help="the header to write, ending in .json")
    parser.add_argument("--experts", type=int, help="number of logical experts (default: largest id + 1)")
    arguments = parser.parse_args()
    if not arguments.output.endswith(".json"):
        parser.error("the output must end in .json")
    records = (r for path in arguments.recordings for r in records_of(path))
    tokens, layers, k = convert(records, arguments.output, arguments.experts)
    print(f"{arguments.output}: {tokens} tokens, {layers} layers, top-{k}", file=sys.stderr)


if __name__ == "__main__":
    main()
