package org.lymphatlas.network;

/** A network that was trained, and what is needed to use it. */
public record Model(ModelDescription description, Weights weights) {}
