package org.lymphatlas.viewer.bigdataviewer;

import java.awt.Frame;
import java.awt.Graphics;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.swing.JComponent;

import net.imglib2.RandomAccessibleInterval;

/**
 * BigDataViewer's entry points (bigdataviewer-core 10), looked up by name and parameters when they are first needed: the
 * one place that knows its classes. Objects of BigDataViewer are handed around as {@link Object}; {@link BdvPanel} gives
 * them types. Transforms are twelve numbers, row by row.
 */
final class BdvLibrary {

	private final ClassLoader loader;
	private final Class<?> overlayRenderer, transformListener;
	private final MethodHandle newTransform, setTransform, getTransform;
	private final MethodHandle options, sourceTransform, addTo, preferredSize;
	private final MethodHandle newPanel, viewerPanel, splitPanel, close;
	private final MethodHandle show, setDisplayRange;
	private final MethodHandle state, viewerTransform, setViewerTransform, transformListeners, addListener, removeListener;
	private final MethodHandle display, overlays, requestRepaint, setInterpolation;
	private final Object linear;

	private BdvLibrary(final ClassLoader loader) throws BdvMissingException {
		this.loader = loader;
		final Class<?> affine = type("net.imglib2.realtransform.AffineTransform3D"), bdv = type("bdv.util.Bdv"), bdvOptions =
			type("bdv.util.BdvOptions"), panel = type("bdv.util.BdvHandlePanel"), source = type("bdv.util.BdvSource"), viewer =
				type("bdv.viewer.ViewerPanel"), interpolation = type("bdv.viewer.Interpolation"), listeners = type(
					"org.scijava.listeners.Listeners");
		overlayRenderer = type("bdv.viewer.OverlayRenderer");
		transformListener = type("bdv.viewer.TransformListener");
		newTransform = constructor(affine);
		setTransform = method(affine, "set", double[].class);
		getTransform = method(affine, "getRowPackedCopy");
		options = method(bdvOptions, "options");
		sourceTransform = method(bdvOptions, "sourceTransform", affine);
		addTo = method(bdvOptions, "addTo", bdv);
		preferredSize = method(bdvOptions, "preferredSize", int.class, int.class);
		newPanel = constructor(panel, Frame.class, bdvOptions);
		viewerPanel = method(panel, "getViewerPanel");
		splitPanel = method(panel, "getSplitPanel");
		close = method(panel, "close");
		show = method(type("bdv.util.BdvFunctions"), "show", RandomAccessibleInterval.class, String.class, bdvOptions);
		setDisplayRange = method(source, "setDisplayRange", double.class, double.class);
		state = method(viewer, "state");
		final Class<?> viewerState = state.type().returnType();
		viewerTransform = method(viewerState, "getViewerTransform");
		setViewerTransform = method(viewerState, "setViewerTransform", affine);
		transformListeners = method(viewer, "transformListeners");
		addListener = method(listeners, "add", Object.class);
		removeListener = method(listeners, "remove", Object.class);
		display = method(viewer, "getDisplay");
		overlays = method(display.type().returnType(), "overlays");
		requestRepaint = method(viewer, "requestRepaint");
		setInterpolation = method(viewer, "setInterpolation", interpolation);
		linear = Arrays.stream(interpolation.getEnumConstants()).filter(i -> i.toString().equals("NLINEAR")).findFirst()
			.orElseThrow(() -> new BdvMissingException("BigDataViewer has no interpolation NLINEAR", null));
	}

	/** @throws BdvMissingException if it is not there, or one of its entry points is not */
	static BdvLibrary load(final ClassLoader loader) throws BdvMissingException {
		return new BdvLibrary(loader);
	}

	private Class<?> type(final String name) throws BdvMissingException {
		try {
			return Class.forName(name, false, loader);
		}
		catch (final ClassNotFoundException | LinkageError e) {
			throw new BdvMissingException("BigDataViewer is not on the class path, or too old: there is no class " + name, e);
		}
	}

	private static MethodHandle method(final Class<?> type, final String name, final Class<?>... parameters)
		throws BdvMissingException
	{
		try {
			return MethodHandles.publicLookup().unreflect(type.getMethod(name, parameters)).asFixedArity();
		}
		catch (final ReflectiveOperationException | LinkageError e) {
			throw missing(type.getName() + "." + name, parameters, e);
		}
	}

	private static MethodHandle constructor(final Class<?> type, final Class<?>... parameters) throws BdvMissingException {
		try {
			return MethodHandles.publicLookup().unreflectConstructor(type.getConstructor(parameters));
		}
		catch (final ReflectiveOperationException | LinkageError e) {
			throw missing("new " + type.getName(), parameters, e);
		}
	}

	private static BdvMissingException missing(final String what, final Class<?>[] parameters, final Throwable e) {
		return new BdvMissingException("BigDataViewer is another version than 10: there is no " + what + Arrays.stream(
			parameters).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")")), e);
	}

	private static Object call(final MethodHandle handle, final Object... arguments) {
		try {
			return handle.invokeWithArguments(arguments);
		}
		catch (final RuntimeException | Error e) {
			throw e;
		}
		catch (final Throwable e) {
			throw new IllegalStateException("BigDataViewer failed", e);
		}
	}

	private Object transform(final double[] rows) {
		final Object transform = call(newTransform);
		call(setTransform, transform, rows);
		return transform;
	}

	Object newPanel(final Frame owner, final int width, final int height) {
		final Object panel = call(newPanel, owner, call(preferredSize, call(options), width, height));
		final Object viewer = call(viewerPanel, panel);
		call(setInterpolation, viewer, linear);
		// Its own texts and box would lie where ours do.
		call(removeListener, call(overlays, call(display, viewer)), viewer);
		return panel;
	}

	JComponent component(final Object panel) {
		return (JComponent) call(splitPanel, panel);
	}

	/** What shows the picture and hears the mouse. */
	JComponent display(final Object panel) {
		return (JComponent) call(display, call(viewerPanel, panel));
	}

	/** Shows a volume; its voxels come to the world by a transform. */
	Object show(final Object panel, final RandomAccessibleInterval<?> volume, final String name,
		final double[] voxelToWorld)
	{
		return call(show, volume, name, call(addTo, call(sourceTransform, call(options), transform(voxelToWorld)), panel));
	}

	void setDisplayRange(final Object source, final double least, final double most) {
		call(setDisplayRange, source, least, most);
	}

	double[] view(final Object panel) {
		final Object transform = call(viewerTransform, call(state, call(viewerPanel, panel)));
		return (double[]) call(getTransform, transform);
	}

	/** World to the display's pixels; the third row is how far a point lies behind the plane shown. */
	void setView(final Object panel, final double[] worldToDisplay) {
		call(setViewerTransform, call(state, call(viewerPanel, panel)), transform(worldToDisplay));
	}

	void onView(final Object panel, final Runnable changed) {
		call(addListener, call(transformListeners, call(viewerPanel, panel)), proxy(transformListener, "transformChanged",
			arguments -> changed.run()));
	}

	void onPaint(final Object panel, final Consumer<Graphics> painter) {
		call(addListener, call(overlays, display(panel)), proxy(overlayRenderer, "drawOverlays", arguments -> painter.accept(
			(Graphics) arguments[0])));
	}

	/** Renders the volumes anew. */
	void render(final Object panel) {
		call(requestRepaint, call(viewerPanel, panel));
	}

	void close(final Object panel) {
		call(close, panel);
	}

	private Object proxy(final Class<?> type, final String name, final Consumer<Object[]> body) {
		final InvocationHandler handler = (self, method, arguments) -> {
			if (method.getName().equals(name)) body.accept(arguments);
			return method.getDeclaringClass() == Object.class ? ofObject(self, method, arguments) : null;
		};
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler);
	}

	private static Object ofObject(final Object self, final Method method, final Object[] arguments) {
		return switch (method.getName()) {
			case "equals" -> self == arguments[0];
			case "hashCode" -> System.identityHashCode(self);
			default -> "LymphAtlas";
		};
	}
}
