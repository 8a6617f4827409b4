package org.lymphatlas.evaluation;

/**
 * A node's station in one station map.
 *
 * @param code the station of most of its voxels, others behind it as {@link NodeStations} says
 * @param share of its voxels inside any station, those in the first; 0 if none is
 * @param borderMm from its centre to the nearest voxel of another station; infinite if there is none within
 *          {@value NodeStations#REACH_MM} mm, 0 if its centre lies in another itself
 */
public record NodeStation(String code, double share, double borderMm) {}
