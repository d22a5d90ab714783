package org.courtbridge.console.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.courtbridge.console.http.Call;

/**
 * A list of the console: what can be searched, its columns, its filters, and the page of it that an address names. Rows are made only
 * for what a page shows.
 *
 * <p>The address has {@code q} for what is searched for, {@code sort} with a column's name, after {@code -} for the other way round,
 * {@code page} from 1, and the filters of the list by their own names. A column that there is not, and a page that there is not, are
 * those of an old bookmark: the list is shown in its usual order, and its last page.
 */
public final class Listing<T> {

    /** Rows of a page: some 50 kB. */
    public static final int ROWS = 50;

    private static final String BACKWARDS = "-";

    private record Column<T>(String name, String words, Optional<Comparator<T>> order) {}

    private final List<Column<T>> columns = new ArrayList<>();
    private final List<ListPage.Filter> filters = new ArrayList<>();
    private final String query;
    private final String sort;
    private final Optional<String> page;
    private final Comparator<T> usual;
    private ListAddress address;

    /** @param usual the order without a sorted column */
    public Listing(Call call, String path, Comparator<T> usual) {
        this(query(call), call.query(ListAddress.SORT).orElse(""), call.query(ListAddress.PAGE), path, usual);
    }

    /** A list of rows that come in their order, as those do that are sorted where they are kept. */
    public Listing(Call call, String path) {
        this(call, path, (_, _) -> 0);
    }

    Listing(String query, String sort, Optional<String> page, String path, Comparator<T> usual) {
        this.query = query;
        this.sort = sort;
        this.page = page;
        this.usual = usual;
        this.address = ListAddress.of(path).searchedFor(query);
    }

    /** The text that is searched for; empty for none. */
    public static String query(Call call) {
        return call.query(ListAddress.QUERY).orElse("").strip();
    }

    /** A column that the list can be sorted by. @param name in the address */
    public Listing<T> column(String name, String words, Comparator<T> order) {
        columns.add(new Column<>(name, words, Optional.of(order)));
        return this;
    }

    public Listing<T> column(String words) {
        columns.add(new Column<>("", words, Optional.empty()));
        return this;
    }

    /** A filter's value, which all links of the list keep. @param value empty for none */
    public Listing<T> kept(String name, String value) {
        address = address.with(name, value);
        return this;
    }

    /** A link to the list with another value of a filter. @param count how many it shows */
    public Listing<T> filter(String name, String value, String words, int count) {
        return filter(name, value, words, OptionalInt.of(count));
    }

    /** As the other, for rows that nobody has counted. */
    public Listing<T> filter(String name, String value, String words) {
        return filter(name, value, words, OptionalInt.empty());
    }

    private Listing<T> filter(String name, String value, String words, OptionalInt count) {
        boolean chosen = address.parameters().getOrDefault(name, "").equals(value);
        filters.add(new ListPage.Filter(
                name, words, count, sorted(address).with(name, value).link(), chosen));
        return this;
    }

    /** A link for each value of a filter. @param count how many rows have a value */
    public <E extends Enum<E>> Listing<T> filters(
            String name, E[] values, Function<E, String> words, ToIntFunction<E> count) {
        for (E value : values) {
            filter(name, value.name(), words.apply(value), count.applyAsInt(value));
        }
        return this;
    }

    /** The page that the address names. @param found all that was found, in any order @param row of what the page shows */
    public <R> ListPage<R> page(List<T> found, Function<T, R> row) {
        return pageOf(found, shown -> shown.stream().map(row).toList());
    }

    /** As {@link #page}, for rows that are read together. @param rows of all that the page shows, in the same order */
    public <R> ListPage<R> pageOf(List<T> found, Function<List<T>, List<R>> rows) {
        return pageOf(
                found.size(),
                number -> rows.apply(found.stream()
                        .sorted(order().orElse(usual))
                        .skip((number - 1L) * ROWS)
                        .limit(ROWS)
                        .toList()));
    }

    /**
     * As {@link #page}, for rows that are sorted, counted and read a page at a time where they are kept.
     *
     * @param all how many rows all pages have
     * @param rows those of a page of {@value #ROWS}, by its number from 1
     */
    public <R> ListPage<R> pageOf(int all, IntFunction<List<R>> rows) {
        ListAddress here = sorted(address);
        ListPage.Pager pager = ListPage.Pager.of(here, all, ROWS, number());
        return new ListPage<>(
                here.page(pager.page()),
                query,
                columns.stream().map(this::heading).toList(),
                List.copyOf(filters),
                rows.apply(pager.page()),
                pager);
    }

    /** 1 for what is no number. */
    private int number() {
        return page.filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private ListAddress sorted(ListAddress list) {
        return list.with(ListAddress.SORT, order().isPresent() ? sort : "");
    }

    private Optional<Comparator<T>> order() {
        boolean backwards = sort.startsWith(BACKWARDS);
        String name = backwards ? sort.substring(BACKWARDS.length()) : sort;
        return columns.stream()
                .filter(column -> column.name.equals(name))
                .findFirst()
                .flatMap(Column::order)
                .map(order -> (backwards ? order.reversed() : order).thenComparing(usual));
    }

    private ListPage.Heading heading(Column<T> column) {
        boolean forwards = sort.equals(column.name);
        boolean backwards = sort.equals(BACKWARDS + column.name);
        return new ListPage.Heading(
                column.words,
                column.order.map(_ -> address.with(ListAddress.SORT, (forwards ? BACKWARDS : "") + column.name)
                        .link()),
                column.order.isEmpty() ? "" : forwards ? "ascending" : backwards ? "descending" : "");
    }
}
