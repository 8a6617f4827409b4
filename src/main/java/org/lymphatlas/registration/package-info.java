/**
 * Brings the atlas onto a patient: spatial transforms, the engine interface, and the pipeline rigid, affine, deformable
 * over any engine with its quality verdict, and a transform's folder on disk. Knows nothing of priors.
 */
package org.lymphatlas.registration;
