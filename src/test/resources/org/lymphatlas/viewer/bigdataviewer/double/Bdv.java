package bdv.util;

public interface Bdv {}
