/**
 * The chest atlas and the priors it carries to a patient: distance from the tracheal bifurcation, probability of lymph
 * nodes, IASLC station (paper A, 3.1). Builds, reads and writes atlases; does not register on its own account.
 */
package org.lymphatlas.atlas;
