/**
 * TotalSegmentator's organs of a CT: its networks, imported as nnU-Net models, with its own rules of orientation,
 * resampling, tiles and merging; or the program itself where the user has it installed. Reading what it wrote before is
 * anatomy's, running one network segmentation.nnunet's.
 */
package org.lymphatlas.segmentation.totalsegmentator;
