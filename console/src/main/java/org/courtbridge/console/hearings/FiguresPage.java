package org.courtbridge.console.hearings;

import java.util.List;

/** The figures of everybody in a hearing, as their page shows them. */
public record FiguresPage(String hearing, String title, List<Party> parties) {

    /**
     * One leg.
     *
     * @param kind room, browser or application
     * @param notes what it does not see, and what it offered in vain
     */
    public record Party(String name, String kind, List<String> notes, List<Stream> streams) {}

    /** @param figures those that make sense for it */
    public record Stream(String name, List<Figure> figures) {}

    public record Figure(String name, String value) {}
}
