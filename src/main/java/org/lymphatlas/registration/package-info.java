/**
 * Brings the atlas onto a patient: spatial transforms, the engine interface, and the pipeline rigid, affine, deformable
 * over any engine with its quality verdict. Knows nothing of priors or files.
 */
package org.lymphatlas.registration;
