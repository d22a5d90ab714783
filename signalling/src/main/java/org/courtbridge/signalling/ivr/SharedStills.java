package org.courtbridge.signalling.ivr;

import java.util.LinkedHashMap;
import java.util.Map;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.leg.Still;

/**
 * Draws what several parties see once for all of them: where twenty rooms are tested, each second has a new slate, and drawing it takes
 * longer than coding it. From any thread.
 */
final class SharedStills {

    /** Of the pictures that were drawn last: three languages in a few sizes. */
    private static final int REMEMBERED = 8;

    private final Map<Drawn, I420Picture> drawn = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Drawn, I420Picture> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Drawn(Still still, int width, int height) {}

    /** One that is drawn if none has drawn it before. */
    private record Shared(SharedStills all, Still still) implements Still {

        @Override
        public I420Picture draw(int width, int height) {
            return all.draw(new Drawn(still, width, height));
        }
    }

    /** @param still that is equal to others which look the same */
    Still of(Still still) {
        return new Shared(this, still);
    }

    private synchronized I420Picture draw(Drawn what) {
        return drawn.computeIfAbsent(what, one -> one.still().draw(one.width(), one.height()));
    }
}
