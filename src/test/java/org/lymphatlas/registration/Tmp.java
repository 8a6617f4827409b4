package org.lymphatlas.registration;
import org.lymphatlas.registration.elastix.*;
import org.lymphatlas.task.InlineTask;
public class Tmp { public static void main(String[] a) {
 final AffineTransform T = AffineTransform.rigid(new double[] { 0.05, -0.06, 0.14 }, new double[3],
		new double[] { 14, -11, 19 }).compose(new AffineTransform(new double[] { 1.08, 0, 0, 0, 0, 0.94, 0, 0, 0, 0, 1.05,
			0 }));
 Registration r = RegistrationPipeline.register(SyntheticBody.draw(SyntheticBody.grid(5), T), SyntheticBody.draw(SyntheticBody.grid(5), AffineTransform.identity()), new ElastixEngine(),
  RegistrationOptions.defaults().withSpacingMm(5).withLast(Stage.valueOf(a[0])).withElastix(java.nio.file.Path.of("/tmp/fakeela/elastix")), new InlineTask("t"));
 r.stages().forEach(System.out::println); System.out.println(r.warnings());
}}
