/**
 * Training: its plan and cost, cases, patches and how they are drawn, what is learnt from them (annotations, partial ones,
 * none), schedules, presets, the loop with its checkpoints and curves. Runs networks by a
 * {@link org.lymphatlas.network.NetworkEngine} alone; reads no images and runs no registration.
 */
package org.lymphatlas.training;
