package org.courtbridge.console.fleet;

import java.util.List;

/** The contents of the pages that act on many devices at once. */
public final class BulkPage {

    private BulkPage() {}

    /** @param row as a spreadsheet counts */
    public record BadRow(String row, String column, String reason) {}

    public record Issued(String username, String password) {

        @Override
        public String toString() {
            return "Issued[" + username + "]";
        }
    }

    /** What all of a list can be told. @param name in the form @param words with how many it is for */
    public record Order(String name, String words) {}

    /** An order that is asked about before it is given. @param names of the first that it is for @param more how many others */
    public record Question(Order order, int count, List<String> names, int more, String complaint) {}

    /** @param result what came of it, or that it still waits */
    public record Result(String id, String name, String place, String result, String mood) {}
}
