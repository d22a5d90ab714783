package org.courtbridge.console.publication;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;

/** The data that the page of the list of hearings shows. */
public final class PublicPage {

    private PublicPage() {}

    /**
     * @param path of the page in its language, which the filter asks again
     * @param span from which day to which, in words
     * @param zone by which its times go, in words
     * @param courts to choose from; none if there is no choice
     * @param court id of the one whose hearings are shown; empty for all
     * @param calendar address of the same hearings as a calendar
     * @param data address of them for programs
     */
    public record View(
            String path,
            String span,
            String zone,
            List<Court> courts,
            String court,
            String calendar,
            String data,
            List<Day> days) {}

    /** A court to choose. */
    public record Court(String id, String name) {}

    /** @param title the date, in words */
    public record Day(String title, List<Row> rows) {}

    /**
     * @param time when it begins, and until when its rooms are booked if they are
     * @param courtrooms in words; empty if none is known
     * @param means in words
     * @param progress empty for a hearing that is still to begin
     */
    public record Row(
            String time,
            String court,
            Optional<String> courtrooms,
            String means,
            Optional<Badge> progress,
            Optional<String> title) {}

    /**
     * A web hook or folder that the list is sent to.
     *
     * @param place its host or path
     * @param last when it got the list last, in words; empty if it did not, or not since the start
     * @param trouble that keeps it from getting the list, in words; empty if there is none
     */
    public record Receiver(String title, String place, Optional<String> last, Optional<String> trouble) {}

    /**
     * An attempt to post the list.
     *
     * @param why it was taken, or was not, in words
     * @param digest of the list as it was posted
     */
    public record Post(String time, Badge outcome, String why, String digest) {}
}
