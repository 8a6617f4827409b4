package org.lymphatlas.viewer.window;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.awt.Color;
import java.awt.Component;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

import javax.swing.JFrame;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.lymphatlas.evaluation.NodeMeasures;
import org.lymphatlas.viewer.CaseView;
import org.lymphatlas.viewer.CtWindow;
import org.lymphatlas.viewer.ExampleCase;
import org.lymphatlas.viewer.Layer;
import org.lymphatlas.viewer.LpsPoint;
import org.lymphatlas.viewer.Navigation;
import org.lymphatlas.viewer.Plane;
import org.lymphatlas.viewer.ProbabilityScale;
import org.lymphatlas.viewer.Section;
import org.lymphatlas.viewer.ViewState;
import org.lymphatlas.viewer.ViewerAction;
import org.lymphatlas.volume.FloatVolume;
import org.lymphatlas.volume.LabelVolume;

/** Needs a screen: {@link CaseWindowTest} gives it one. */
public class CaseWindowOnScreen {

	private CaseWindow window;

	public static void main(final String[] args) {
		final Result result = new JUnitCore().run(CaseWindowOnScreen.class);
		result.getFailures().forEach(failure -> System.out.println(failure.getTrace()));
		if (!result.wasSuccessful()) System.exit(1);
		System.out.println("OK: " + result.getRunCount() + " tests");
	}

	/** The network whispers 0.02 in both nodes and 0.005 around; the reference is both nodes. */
	private static CaseView example() {
		final CaseView view = ExampleCase.on(ExampleCase.grid(2, 2, 4, 5, 1));
		final FloatVolume network = new FloatVolume(view.nodes().grid());
		for (int i = 0; i < network.values().length; i++)
			network.values()[i] = view.nodes().labelAt(i) > 0 ? 0.02f : 0.005f;
		return view.withNodes(view.nodes(), NodeMeasures.measure(view.nodes(), network, null)).withPrediction(network)
			.withReference(view.nodes());
	}

	private static <T> T swing(final Callable<T> work) throws Exception {
		final FutureTask<T> task = new FutureTask<>(work);
		SwingUtilities.invokeAndWait(task);
		return task.get();
	}

	private static void swing(final Runnable work) throws Exception {
		swing(() -> {
			work.run();
			return null;
		});
	}

	@Before
	public void open() throws Exception {
		window = swing(() -> {
			final CaseWindow w = new CaseWindow(example());
			w.open();
			return w;
		});
	}

	@After
	public void close() throws Exception {
		swing(window::close);
	}

	private ViewState state() {
		return window.model().state();
	}

	private void press(final String key) {
		final KeyStroke stroke = KeyStroke.getKeyStroke(key);
		final boolean typed = stroke.getKeyEventType() == KeyEvent.KEY_TYPED;
		SwingUtilities.processKeyBindings(new KeyEvent(window.panels(), stroke.getKeyEventType(), 0, stroke.getModifiers(),
			stroke.getKeyCode(), typed ? stroke.getKeyChar() : KeyEvent.CHAR_UNDEFINED));
	}

	private void mouse(final int id, final int x, final int y, final int modifiers, final int button) {
		window.panels().dispatchEvent(new MouseEvent(window.panels(), id, 0, modifiers, x, y, 1, false, button));
	}

	private void drag(final int fromX, final int fromY, final int toX, final int toY, final int modifiers,
		final int button)
	{
		mouse(MouseEvent.MOUSE_PRESSED, fromX, fromY, modifiers, button);
		mouse(MouseEvent.MOUSE_DRAGGED, (fromX + toX) / 2, (fromY + toY) / 2, modifiers, 0);
		mouse(MouseEvent.MOUSE_DRAGGED, toX, toY, modifiers, 0);
		mouse(MouseEvent.MOUSE_RELEASED, toX, toY, modifiers, button);
	}

	@Test
	public void everyKeyThatLooksAroundDoesSo() throws Exception {
		swing(() -> {
			for (final ViewerAction action : ViewerAction.values())
				for (final String key : action.keys()) {
					final ViewState before = ViewState.of(window.view()).withZoom(2).withSection(action == ViewerAction.AXIAL
						? Section.CORONAL : Section.AXIAL).withWindow(new CtWindow(0, 100)).withCursor(new LpsPoint(0, 0, 0));
					final Optional<ViewState> after = Navigation.apply(action, before, window.view(), window.view().measures());
					if (after.isEmpty()) continue;
					window.model().set(before);
					press(key);
					assertEquals(action + " by " + key, after.get(), state());
					assertNotEquals(action + " by " + key, before, state());
				}
		});
	}

	@Test
	public void helpListsWhatWorksAndGoesAway() throws Exception {
		swing(() -> {
			for (final String key : ViewerAction.HELP.keys()) {
				press(key);
				assertTrue(key, window.panels().showsHelp());
				press(key);
				assertFalse(key, window.panels().showsHelp());
			}
		});
	}

	@Test
	public void theBestThresholdIsFoundByKeyAndSaid() throws Exception {
		swing(() -> {
			press(ViewerAction.BEST_THRESHOLD.keys().get(0));
			assertEquals(0.02, state().threshold(), 1e-6);
			assertEquals("Best threshold 0.02: Dice 1.000 with the reference", window.said());
			window.show(window.view().withReference(null));
			press(ViewerAction.BEST_THRESHOLD.keys().get(0));
			assertTrue(window.said(), window.said().contains("needs"));
		});
	}

	@Test
	public void actionsOfToolsAreHeardOnceTheyAreGiven() throws Exception {
		swing(() -> {
			final List<String> done = new ArrayList<>();
			press("ctrl Z");
			window.on(ViewerAction.UNDO, () -> done.add("undo"));
			press("ctrl Z");
			assertEquals(List.of("undo"), done);
		});
	}

	@Test
	public void slidersAndStateFollowEachOther() throws Exception {
		swing(() -> {
			window.sliders().opacity().setValue(80);
			assertEquals(0.8, state().opacity(), 1e-9);
			window.sliders().threshold().setValue(100);
			assertEquals(1e-3, state().threshold(), 1e-12);
			window.model().update(s -> s.withOpacity(0.123).withThreshold(0.0333));
			assertEquals(12, window.sliders().opacity().getValue());
			assertEquals(400 * ProbabilityScale.position(0.0333), window.sliders().threshold().getValue(), 0.5);
			assertEquals("following rounds nothing", 0.0333, state().threshold(), 0);
			assertEquals(0.123, state().opacity(), 0);
		});
	}

	@Test
	public void everyButtonDoesWhatItsKeyDoes() throws Exception {
		swing(() -> {
			for (final ViewerAction action : ViewerAction.values()) {
				if (window.bar().button(action) == null) continue;
				final ViewState before = ViewState.of(window.view()).withSection(action == ViewerAction.AXIAL ? Section.CORONAL
					: Section.AXIAL).withWindow(new CtWindow(0, 100));
				window.model().set(before);
				window.bar().button(action).doClick(0);
				Navigation.apply(action, before, window.view(), window.view().measures()).ifPresent(after -> assertEquals(action
					.name(), after, state()));
			}
			assertTrue("the last one is Keys", window.panels().showsHelp());
		});
	}

	@Test
	public void theMouseMovesTheCursorPansZoomsAndSetsTheWindow() throws Exception {
		swing(() -> {
			final Rectangle b = window.panels().bounds(Layer.PROBABILITY);
			final int x = b.x + b.width / 2, y = b.y + b.height / 2;
			final ViewState first = state();
			drag(x, y, x + 20, y + 10, InputEvent.BUTTON1_DOWN_MASK, MouseEvent.BUTTON1);
			final LpsPoint expected = window.panels().placeAt(Layer.PROBABILITY, x + 20, y + 10);
			assertTrue(expected + " is not " + state().cursor(), expected.distanceMm(state().cursor()) < 1e-9);
			assertEquals("same slice", first.cursor().z(), state().cursor().z(), 0);
			assertTrue(window.said(), window.said().startsWith("mouse:"));
			drag(x, y, x + 30, y - 40, InputEvent.BUTTON3_DOWN_MASK, MouseEvent.BUTTON3);
			assertEquals(new CtWindow(40 + 80, 400 + 60), state().window());
			final double pixelMm = window.panels().plane().pixelMm();
			drag(x, y, x + 30, y - 40, InputEvent.BUTTON2_DOWN_MASK, MouseEvent.BUTTON2);
			assertEquals(first.centre().x() - 30 * pixelMm, state().centre().x(), 1e-9);
			assertEquals(first.centre().y() + 40 * pixelMm, state().centre().y(), 1e-9);
			drag(x, y, x - 30, y + 40, InputEvent.BUTTON1_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK, MouseEvent.BUTTON1);
			assertEquals(first.centre().x(), state().centre().x(), 1e-9);
			final LpsPoint under = window.panels().placeAt(Layer.PROBABILITY, x + 50, y + 60);
			wheel(x + 50, y + 60, InputEvent.CTRL_DOWN_MASK, -3);
			assertTrue(state().zoom() > first.zoom() * 1.4);
			assertTrue("the place under the mouse stays", under.distanceMm(window.panels().placeAt(Layer.PROBABILITY, x + 50, y +
				60)) < 1e-9);
			final double z = state().cursor().z();
			wheel(x, y, 0, 2);
			assertEquals(z - 8, state().cursor().z(), 1e-9);
			wheel(x, y, 0, 0.4);
			wheel(x, y, 0, 0.4);
			assertEquals("no slice yet", z - 8, state().cursor().z(), 1e-9);
			wheel(x, y, 0, 0.4);
			assertEquals(z - 12, state().cursor().z(), 1e-9);
		});
	}

	private void wheel(final int x, final int y, final int modifiers, final double notches) {
		window.panels().dispatchEvent(new MouseWheelEvent(window.panels(), MouseEvent.MOUSE_WHEEL, 0, modifiers, x, y, 0, 0, 0,
			false, MouseWheelEvent.WHEEL_UNIT_SCROLL, 1, (int) notches, notches));
	}

	@Test
	public void aClickOnARowFliesToTheNodeAndKeysMoveTheRow() throws Exception {
		swing(() -> {
			final Rectangle cell = window.nodes().table().getCellRect(1, 1, true);
			for (final int id : new int[] { MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED })
				window.nodes().table().dispatchEvent(new MouseEvent(window.nodes().table(), id, 0, InputEvent.BUTTON1_DOWN_MASK,
					cell.x + 5, cell.y + 5, 1, false, MouseEvent.BUTTON1));
			assertEquals(2, state().node());
			assertTrue(state().cursor().distanceMm(LpsPoint.of(ExampleCase.LARGE_NODE)) < 1.5);
			press("N");
			assertEquals(1, state().node());
			assertEquals(1, window.nodes().selected());
		});
	}

	@Test
	public void aToolTakesTheLeftButtonAndDrawsItsPreview() throws Exception {
		swing(() -> {
			final List<String> heard = new ArrayList<>();
			window.panels().setTool(Optional.of(new PlaneTool() {

				@Override
				public boolean pressed(final PanelMouse mouse) {
					heard.add("pressed " + mouse.layer());
					return !mouse.event().isControlDown();
				}

				@Override
				public void dragged(final PanelMouse mouse) {
					heard.add("dragged");
				}

				@Override
				public void released(final PanelMouse mouse) {
					heard.add("released");
				}

				@Override
				public void paint(final Graphics2D g, final Layer layer, final Plane plane) {
					g.setColor(Color.MAGENTA);
					if (layer == Layer.NODES) g.fillRect(10, 40, 20, 20);
				}
			}));
			final Rectangle b = window.panels().bounds(Layer.NODES);
			final ViewState before = state();
			drag(b.x + 50, b.y + 50, b.x + 60, b.y + 50, InputEvent.BUTTON1_DOWN_MASK, MouseEvent.BUTTON1);
			assertEquals(List.of("pressed NODES", "dragged", "dragged", "released"), heard);
			assertEquals("the cursor stays", before, state());
			drag(b.x + 50, b.y + 50, b.x + 60, b.y + 50, InputEvent.BUTTON1_DOWN_MASK | InputEvent.CTRL_DOWN_MASK,
				MouseEvent.BUTTON1);
			assertNotEquals("a press that it does not take is the cursor's", before, state());
			final BufferedImage picture = paint(window.panels());
			assertEquals(Color.MAGENTA, new Color(picture.getRGB(b.x + 20, b.y + 50)));
			window.panels().setTool(Optional.empty());
			assertNotEquals(Color.MAGENTA, new Color(paint(window.panels()).getRGB(b.x + 20, b.y + 50)));
		});
	}

	private static BufferedImage paint(final Component component) {
		final BufferedImage picture = new BufferedImage(component.getWidth(), component.getHeight(),
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = picture.createGraphics();
		component.paint(g);
		g.dispose();
		return picture;
	}

	@Test
	public void aCorrectedCaseIsDrawnAnewAndTheTableFollows() throws Exception {
		swing(() -> {
			final int[] before = pixels();
			final LabelVolume none = new LabelVolume(window.view().nodes().grid());
			window.show(window.view().withNodes(none, List.of()));
			assertEquals(0, window.nodes().table().getRowCount());
			assertFalse("the outline is gone", Arrays.equals(before, pixels()));
		});
	}

	private int[] pixels() {
		final BufferedImage picture = paint(window.panels());
		return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
	}

	@Test
	public void theUserIsAskedBeforeTheWindowCloses() throws Exception {
		swing(() -> {
			window.setMayClose(() -> false);
			window.frame().dispatchEvent(new WindowEvent(window.frame(), WindowEvent.WINDOW_CLOSING));
			assertTrue(window.frame().isDisplayable());
			window.setMayClose(() -> true);
			window.frame().dispatchEvent(new WindowEvent(window.frame(), WindowEvent.WINDOW_CLOSING));
			assertFalse(window.frame().isDisplayable());
		});
	}

	/** Neither threads nor volumes: six windows opened by the viewer itself, painted, used and closed. */
	@Test
	public void aClosedWindowLeavesNothingBehind() throws Exception {
		final List<WeakReference<Object>> volumes = new ArrayList<>();
		use(volumes);
		final Set<String> threads = threads();
		for (int i = 0; i < 5; i++)
			use(volumes);
		assertEquals(threads, threads());
		final long end = System.nanoTime() + 20_000_000_000L;
		while (volumes.stream().anyMatch(v -> v.get() != null) && System.nanoTime() < end) {
			System.gc();
			Thread.sleep(50);
		}
		assertEquals("volumes that are still there", 0, volumes.stream().filter(v -> v.get() != null).count());
	}

	private static void use(final List<WeakReference<Object>> volumes) throws Exception {
		final CaseView view = example();
		for (final Object array : new Object[] { view.ct().hu(), view.distance().values(), view.probability().values(), view
			.nodes().labels(), view.prediction().values() })
			volumes.add(new WeakReference<>(array));
		final Set<Frame> before = Set.of(Frame.getFrames());
		new ImageJViewer().show(view);
		final JFrame frame = (JFrame) Arrays.stream(Frame.getFrames()).filter(f -> !before.contains(f) && f.isShowing())
			.findFirst().orElseThrow();
		swing(() -> {
			paint(frame);
			frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING));
		});
	}

	/** Workers of Java's own pool come and go. */
	private static Set<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> !name.startsWith(
			"ForkJoinPool.commonPool")).collect(Collectors.toCollection(TreeSet::new));
	}
}
