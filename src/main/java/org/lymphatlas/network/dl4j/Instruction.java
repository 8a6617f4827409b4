package org.lymphatlas.network.dl4j;

import java.util.List;

/** A kernel with the variables that it reads and the one that it writes. */
record Instruction(Kernel kernel, List<Variable> inputs, Variable output) {
}
