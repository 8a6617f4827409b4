/**
 * Tools to correct nodes by hand in the built-in viewer: what the mouse and keys do, the toolbar, and what is drawn for
 * them. What an operation does to voxels is the correction room's; where it is kept, the pipeline's.
 */
package org.lymphatlas.viewer.correction;
