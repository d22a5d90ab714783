package org.courtbridge.console.publication;

import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.console.html.Messages;
import org.courtbridge.court.publication.PublicHearing;

/** Courtrooms and means of a hearing in words. */
final class PublicWords {

    private PublicWords() {}

    /** Empty if none is known. */
    static Optional<String> courtrooms(Messages messages, PublicHearing hearing) {
        return hearing.courtrooms().isEmpty()
                ? Optional.empty()
                : Optional.of(messages.get("public.courtroom", String.join(", ", hearing.courtrooms())));
    }

    static String means(Messages messages, PublicHearing hearing) {
        return hearing.means().isEmpty()
                ? messages.get("public.means.none")
                : hearing.means().stream()
                        .map(means -> messages.get("public.means." + means))
                        .collect(Collectors.joining(", "));
    }
}
