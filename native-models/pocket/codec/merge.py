"""Merge codes that stand close together: fewer ways of saying the same flat ground.

A codebook kept fully alive spends many codes on differences that nobody sees, and the transformer has to guess among
them. python -m pocket.codec.merge --help
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from scipy.cluster.hierarchy import fcluster, linkage

# Where a merged-away entry is put: no latent comes near it, and its square still fits fp16.
FAR = 30.0


def merge_map(codebook: np.ndarray, usage: np.ndarray, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Old code to new code, and the new codebook of the same size with unused entries far away."""
    labels = fcluster(linkage(codebook, "complete"), distance, "distance")
    mapping = np.zeros(len(codebook), np.int64)
    merged = np.full_like(codebook, FAR)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        leader = members[usage[members].argmax()]
        mapping[members] = leader
        merged[leader] = np.average(codebook[members], axis=0, weights=usage[members] + 1e-3)
    return mapping, merged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", type=Path, required=True, help="folder of the codec's state")
    parser.add_argument("--data", type=Path, required=True, help="folder of scenes encoded with it")
    parser.add_argument("--distance", type=float, default=1.2, help="widest cluster, in latent units")
    parser.add_argument("--out-state", type=Path, required=True)
    parser.add_argument("--out-data", type=Path, required=True)
    args = parser.parse_args()
    saved = torch.load(args.state / "codec.pt", map_location="cpu")
    codebook = saved["model"]["quantize.embedding.weight"]
    files = sorted(args.data.glob("*.npy"))
    usage = sum((np.bincount(np.load(file).ravel(), minlength=len(codebook)) for file in files), np.zeros(len(codebook)))
    mapping, merged = merge_map(codebook.numpy(), usage, args.distance)
    saved["model"]["quantize.embedding.weight"] = torch.from_numpy(merged)
    saved["book"] = None
    args.out_state.mkdir(parents=True, exist_ok=True)
    args.out_data.mkdir(parents=True, exist_ok=True)
    torch.save(saved, args.out_state / "codec.pt")
    for file in files:
        np.save(args.out_data / file.name, mapping[np.load(file)].astype(np.uint16))
    print(f"{len(np.unique(mapping))} codes left of {len(codebook)}")


if __name__ == "__main__":
    main()
