"""The VQ codec: pictures of 256 pixels as 8 x 8 codes, with a codebook that is laid out by construction."""
