package org.courtbridge.console.html;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One page of a list, as a template shows it.
 *
 * @param address of the page itself
 * @param query what was searched for; empty for nothing
 */
public record ListPage<R>(
        ListAddress address, String query, List<Heading> headings, List<Filter> filters, List<R> rows, Pager pager) {

    /** Those that set a parameter, of a list that has several. */
    public List<Filter> filters(String name) {
        return filters.stream().filter(filter -> filter.name().equals(name)).toList();
    }

    /**
     * The heading of a column.
     *
     * @param link that sorts by it, or the other way round; empty for a column without an order
     * @param sort {@code ascending} or {@code descending} as {@code aria-sort} has it; empty if the list is not sorted by it
     */
    public record Heading(String words, Optional<String> link, String sort) {}

    /**
     * A link that narrows the list, or does so no longer.
     *
     * @param name of the parameter of the address that it sets
     * @param count how many rows it shows; empty if nobody has counted them
     */
    public record Filter(String name, String words, OptionalInt count, String link, boolean chosen) {}

    /**
     * The place of the page in its list.
     *
     * @param all how many rows there are on all pages
     * @param first number of the first row that is shown, from 1; 0 if there is none
     * @param page from 1
     * @param before link to the page before; empty on the first
     * @param after link to the page after; empty on the last
     */
    public record Pager(
            int all,
            int first,
            int last,
            int page,
            int pages,
            Optional<String> before,
            Optional<String> after,
            String start,
            String end) {

        /**
         * The place of a page that somebody asks for.
         *
         * @param list address of any page of the list
         * @param all how many rows there are on all pages, from 0
         * @param size how many rows a page has at the most, from 1
         * @param wanted number of the page; where there is no such page, the nearest is taken
         */
        public static Pager of(ListAddress list, int all, int size, int wanted) {
            int pages = Math.max(1, Math.ceilDiv(all, size));
            int page = Math.clamp(wanted, 1, pages);
            return new Pager(
                    all,
                    all == 0 ? 0 : (page - 1) * size + 1,
                    Math.min(all, page * size),
                    page,
                    pages,
                    page > 1 ? Optional.of(list.page(page - 1).link()) : Optional.empty(),
                    page < pages ? Optional.of(list.page(page + 1).link()) : Optional.empty(),
                    list.page(1).link(),
                    list.page(pages).link());
        }
    }
}
