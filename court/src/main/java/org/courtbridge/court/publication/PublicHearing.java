package org.courtbridge.court.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A hearing as the public is told of it (the Rules, para. 31). It names nobody; who has a seat, the number that rooms dial, and rooms of other
 * institutions, where a witness or a prisoner sits, are not in it.
 *
 * @param id of the hearing, which opens nothing to who is not signed in
 * @param courtrooms names of the rooms of the court that the hearing takes, in their order; none as long as none is known
 * @param begins when it is to begin
 * @param ends when its rooms are booked until; empty if they are not
 * @param means by which others than those in the courtroom take part; none as long as nobody is invited
 * @param title that the clerk gave it; empty unless the court has titles published
 */
public record PublicHearing(
        String id,
        Court court,
        List<String> courtrooms,
        Instant begins,
        Optional<Instant> ends,
        Progress progress,
        List<Means> means,
        Optional<String> title) {

    public PublicHearing {
        courtrooms = List.copyOf(courtrooms);
        means = List.copyOf(means);
    }

    /** @param id of the institution */
    public record Court(String id, String name) {}

    /** How far a hearing is. */
    public enum Progress {
        PLANNED,
        IN_SESSION,
        ADJOURNED
    }

    /** Means of video conferencing, in the order in which they are told. */
    public enum Means {
        /** Video-conferencing equipment of a court or an institution. */
        VIDEO_SYSTEM,
        /** A participant's own phone or computer. */
        PERSONAL_DEVICE
    }
}
