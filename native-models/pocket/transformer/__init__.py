"""The transformer: network, examples, training, samplers and the layout of its checkpoint."""
