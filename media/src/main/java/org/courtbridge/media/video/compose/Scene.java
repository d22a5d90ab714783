package org.courtbridge.media.video.compose;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.media.language.Language;

/**
 * The contents of one composed picture. Viewers of the same scene share what is made for it.
 *
 * @param shots in the order of the arrangement's tiles
 * @param language in which it says what it has to say
 */
public record Scene(Arrangement arrangement, List<Shot> shots, Optional<Language> language) {

    static final Scene EMPTY = new Scene(Arrangement.WHOLE, List.of(), Optional.empty());
}
