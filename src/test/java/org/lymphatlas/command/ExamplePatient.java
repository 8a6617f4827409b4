package org.lymphatlas.command;

import org.junit.Assume;
import org.lymphatlas.phantom.PhantomGenerator;
import org.lymphatlas.phantom.PhantomSpec;
import org.lymphatlas.task.InlineTask;
import org.lymphatlas.volume.CtVolume;

/** A small CT for tests of whole commands. */
final class ExamplePatient {

	private ExamplePatient() {}

	/** Skips the test in a build that has no atlas and model in it yet. */
	static CtVolume ct() {
		for (final String resource : new String[] { "/org/lymphatlas/atlas/phantom/atlas.json",
			"/org/lymphatlas/network/phantom/model.json" })
			Assume.assumeTrue("this build ships no " + resource, ExamplePatient.class.getResource(resource) != null);
		return PhantomGenerator.generate(PhantomSpec.standard(424242, 4), new InlineTask("phantom")).ct();
	}
}
