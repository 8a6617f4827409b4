package org.lymphatlas.registration;

import org.lymphatlas.anatomy.Anatomy;
import org.lymphatlas.volume.CtVolume;

/** One side of a registration: a CT and what is known of its anatomy. */
public record Subject(CtVolume ct, Anatomy anatomy) {}
