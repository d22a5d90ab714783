package org.courtbridge.court.applications;

/**
 * A page of a list.
 *
 * @param number from 1 to {@value #MOST_PAGES}
 * @param size rows of a page, from 1 to {@value #MOST_ROWS}
 */
public record Paging(int number, int size) {

    private static final int MOST_ROWS = 200;
    private static final int MOST_PAGES = 1_000_000;

    /** @throws IllegalArgumentException for a number or size that is out of range */
    public Paging {
        check("page", number, MOST_PAGES);
        check("size", size, MOST_ROWS);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s: %d (expected: 1 to %d)".formatted(name, value, most));
        }
    }

    /** Rows before those of this page. */
    public long offset() {
        return (number - 1L) * size;
    }
}
