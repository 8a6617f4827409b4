/**
 * Training: its plan and cost, cases, patches and how they are drawn, schedules, presets, the loop with its checkpoints and
 * curves. Knows networks only as {@link org.lymphatlas.network.NetworkEngine}; reads no images and runs no registration.
 */
package org.lymphatlas.training;
