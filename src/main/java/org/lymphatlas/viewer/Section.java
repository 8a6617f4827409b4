package org.lymphatlas.viewer;

/** The three cuts through a patient, as radiologists hang them: the patient's right is on the left of the picture. */
public enum Section {

	AXIAL("axial", 0, 1, 1, 2, "R", "L", "A", "P"),
	CORONAL("coronal", 0, 2, -1, 1, "R", "L", "H", "F"),
	SAGITTAL("sagittal", 1, 2, -1, 0, "A", "P", "H", "F");

	public final String title;
	/** LPS axis (0, 1, 2) that runs to the right of the picture, in its positive direction. */
	public final int rightAxis;
	/** LPS axis that runs down the picture. */
	public final int downAxis;
	/** 1 if down is the positive direction of its axis, -1 if it is the negative one. */
	public final int downSign;
	/** LPS axis that the cut is perpendicular to. */
	public final int normalAxis;
	public final String leftLetter;
	public final String rightLetter;
	public final String topLetter;
	public final String bottomLetter;

	Section(final String title, final int rightAxis, final int downAxis, final int downSign, final int normalAxis,
		final String leftLetter, final String rightLetter, final String topLetter, final String bottomLetter)
	{
		this.title = title;
		this.rightAxis = rightAxis;
		this.downAxis = downAxis;
		this.downSign = downSign;
		this.normalAxis = normalAxis;
		this.leftLetter = leftLetter;
		this.rightLetter = rightLetter;
		this.topLetter = topLetter;
		this.bottomLetter = bottomLetter;
	}
}
