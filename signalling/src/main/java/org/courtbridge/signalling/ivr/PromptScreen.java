package org.courtbridge.signalling.ivr;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.leg.Still;

/**
 * A picture of words, which {@link ScreenPainter} draws at any size.
 *
 * @param heading small, at the top: where one is
 * @param headline large: what one is asked or told
 * @param field what has been typed; without one there is no box for it
 * @param notice what must not be overlooked
 * @param detail below, smaller
 * @param keys what keys do, at the bottom
 * @param clock time of day, at the top right
 */
record PromptScreen(
        String heading,
        String headline,
        Optional<String> field,
        Optional<String> notice,
        Optional<String> detail,
        List<Key> keys,
        Optional<String> clock)
        implements Still {

    /** @param cap as it is printed on the key */
    record Key(String cap, String does) {}

    static PromptScreen of(String heading, String headline) {
        return new PromptScreen(
                heading, headline, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    PromptScreen withHeading(String words) {
        return new PromptScreen(words, headline, field, notice, detail, keys, clock);
    }

    PromptScreen withHeadline(String words) {
        return new PromptScreen(heading, words, field, notice, detail, keys, clock);
    }

    PromptScreen withField(String typed) {
        return new PromptScreen(heading, headline, Optional.of(typed), notice, detail, keys, clock);
    }

    PromptScreen withNotice(String warning) {
        return new PromptScreen(heading, headline, field, Optional.of(warning), detail, keys, clock);
    }

    PromptScreen withDetail(String more) {
        return new PromptScreen(heading, headline, field, notice, Optional.of(more), keys, clock);
    }

    PromptScreen withKeys(List<Key> shown) {
        return new PromptScreen(heading, headline, field, notice, detail, shown, clock);
    }

    PromptScreen withClock(String time) {
        return new PromptScreen(heading, headline, field, notice, detail, keys, Optional.of(time));
    }

    @Override
    public I420Picture draw(int width, int height) {
        return ScreenPainter.paint(this, width, height);
    }
}
