package org.lymphatlas.viewer.review;

/**
 * A line of the work list.
 *
 * @param name the case's
 * @param verdict how well the atlas fits: {@code failed}, {@code check}, {@code good}, or {@code no result}
 * @param nodes how many it has; -1 if nobody looked for them
 * @param state how far it has come
 * @param note warnings of the run until somebody decided, then what they noted
 */
public record ReviewItem(String name, String verdict, int nodes, ReviewState state, String note) {}
