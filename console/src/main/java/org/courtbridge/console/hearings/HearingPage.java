package org.courtbridge.console.hearings;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Step;

/**
 * A hearing as its page shows it.
 *
 * @param steps of the whole hearing that make sense now and that the viewer may take
 * @param picture how rooms see the parties, for those who may choose
 * @param floor who has it, and who asks for it, in the order in which they asked
 * @param troubles that parties have reported and nobody has seen yet
 * @param guessed links at which somebody tries wrong code words now, for those who may make new ones
 * @param mayRehearse whether the viewer may find out who hears and sees whom
 * @param complaint what the last step could not do
 * @param seen changes whenever anything else here does
 */
public record HearingPage(
        String id,
        Heading heading,
        List<Step> steps,
        Optional<Picture> picture,
        List<FloorRow> floor,
        List<TroubleRow> troubles,
        List<GuessedLink> guessed,
        List<SeatRow> seats,
        List<TrailRow> trail,
        boolean mayRehearse,
        String complaint,
        String seen) {

    /**
     * The hearing itself, above those who are in it.
     *
     * @param begins when it is to begin, by the court's clock
     * @param beginsField the same, as a field of a form holds it; empty if that is not known
     * @param pin for those who may know it, while it opens anything
     * @param phase in words
     * @param mood class of the phase's badge: "good", "warn", "bad" or empty
     * @param recorded whether sound and pictures are written to files
     * @param applications link to the applications in the case that the title names, for those who may see them
     * @param letters whether the viewer may know whom the gateway tells of the hearing by letter
     * @param speaking who may speak, in words, with the orders that the viewer may give; empty after the end
     */
    public record Heading(
            String number,
            String title,
            Optional<String> begins,
            String beginsField,
            Optional<Pin> pin,
            String phase,
            String mood,
            boolean recorded,
            Optional<String> applications,
            boolean letters,
            Optional<Speaking> speaking) {}

    /** @param rule in words @param steps none for whoever only reads */
    public record Speaking(String rule, List<Step> steps) {}

    /**
     * The PIN that callers without an account need.
     *
     * @param steps that the viewer may take with it
     */
    public record Pin(String digits, String hint, List<Step> steps) {}

    /**
     * A choice of layout.
     *
     * @param path what to POST it to
     * @param whose room it is for; empty for all
     */
    public record Picture(String path, String label, String whose, List<Option> options) {}

    public record Option(String value, String words, boolean chosen) {}

    /**
     * @param waiting whether the party waits to be admitted now
     * @param muted by the clerk
     * @param microphoneOff turned off by the party itself
     * @param picture how this room sees the others, for those who may choose; empty for who is no room
     * @param invited for those who may change it, of a participant
     * @param camera for those who may move it, if it can be moved
     */
    public record SeatRow(
            String party,
            String name,
            String state,
            String mood,
            boolean waiting,
            boolean muted,
            boolean microphoneOff,
            List<Step> steps,
            Optional<Picture> picture,
            Optional<Invited> invited,
            Connection connection,
            Optional<CameraControls> camera) {}

    /**
     * A participant's invitation.
     *
     * @param link to the hearing
     * @param letters where the participant gets letters, in words
     */
    public record Invited(String link, String letters) {}

    /**
     * How a seat's connection is.
     *
     * @param encryption whether it is encrypted, in words
     * @param open whether it is known not to be
     * @param praise that nothing is wrong with sound and picture
     * @param complaints about sound and picture
     */
    public record Connection(
            Optional<String> encryption, boolean open, Optional<String> praise, List<String> complaints) {

        public boolean isKnown() {
            return praise.isPresent() || encryption.isPresent() || !complaints.isEmpty();
        }
    }

    /**
     * Somebody who asks to speak, has the floor, or shows their screen.
     *
     * @param state which of these, in words
     * @param speaking false for who asks
     * @param since when they asked; empty for the others
     */
    public record FloorRow(String name, String state, boolean speaking, String since, List<Step> steps) {}

    /**
     * A participant's link at which somebody tries wrong code words.
     *
     * @param words how often, and since when
     * @param newWord leads to a page, on which the word is
     */
    public record GuessedLink(String name, String words, Step newWord) {}

    /**
     * A problem that a party has reported.
     *
     * @param name of the party
     * @param text in the party's words; may be empty
     * @param when how often, and when
     * @param seen for those who may say that they have seen it
     */
    public record TroubleRow(String name, String kind, String text, String when, Optional<Step> seen) {}

    public record TrailRow(String at, String time, String words, String actor) {}

    /** A device or another thing to choose. */
    public record Choice(String id, String name) {}
}
