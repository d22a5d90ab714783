package org.courtbridge.console.fleet;

/** What the pages show that do something with many devices. */
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
