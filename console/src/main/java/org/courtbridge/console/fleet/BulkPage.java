package org.courtbridge.console.fleet;

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

    /** @param result what came of it, or that it still waits */
    public record Result(String id, String name, String place, String result, String mood) {}
}
