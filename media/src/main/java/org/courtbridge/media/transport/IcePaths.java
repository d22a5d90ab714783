package org.courtbridge.media.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways to one browser or room that are open, and the selected one (RFC 8445, section 8.1.1), by which it is sent to. Lives on the
 * port's event loop.
 */
final class IcePaths {

    /** Each has a handful of addresses; the oldest way goes when there are more. */
    static final int MAX = 16;

    private final List<IcePath> open = new ArrayList<>();
    private @Nullable IcePath selected;
    private @Nullable IcePath farewell;

    /** The selected one; null if there is none. */
    @Nullable
    IcePath selected() {
        return selected;
    }

    /** The one for what is still to be said after {@link #close}, or else the selected one. */
    @Nullable
    IcePath last() {
        return selected == null ? farewell : selected;
    }

    /** Those that are open, the oldest first. */
    List<IcePath> open() {
        return open;
    }

    /** A way is open. @return the one that is not any more, as there were too many */
    Optional<IcePath> opened(IcePath way) {
        if (open.contains(way)) {
            return Optional.empty();
        }
        open.add(way);
        return open.size() > MAX ? Optional.of(open.removeFirst()) : Optional.empty();
    }

    /** Selects a way. @return whether another one was selected before, or none */
    boolean select(IcePath way) {
        boolean other = !way.equals(selected);
        selected = way;
        return other;
    }

    /** A way is gone. @return whether it was the selected one; then there is none */
    boolean closed(IcePath way) {
        open.remove(way);
        boolean wasSelected = way.equals(selected);
        if (wasSelected) {
            selected = null;
        }
        return wasSelected;
    }

    /** None is open any more. The goodbye still goes by the selected one; nothing else does. */
    void close() {
        open.clear();
        farewell = selected;
        selected = null;
    }
}
