package org.courtbridge.console.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The address of a list: its path, and all that says which part of it is shown, and in which order. Every link of a list is made from
 * its address, so that it can be kept as a bookmark and the browser's back button shows what was there.
 *
 * @param parameters of the query, without empty ones
 */
public record ListAddress(String path, SequencedMap<String, String> parameters) {

    static final String QUERY = "q";
    static final String SORT = "sort";
    static final String PAGE = "page";

    public ListAddress {
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    public static ListAddress of(String path) {
        return new ListAddress(path, new LinkedHashMap<>());
    }

    /** The same list with another value of a parameter, from its first page. @param value empty to leave the parameter out */
    public ListAddress with(String name, String value) {
        SequencedMap<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(PAGE);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new ListAddress(path, changed);
    }

    /** A page of the same list: the first is at the address without a number. @param number from 1 */
    public ListAddress page(int number) {
        return with(PAGE, number == 1 ? "" : Integer.toString(number));
    }

    /** The same list, of what is found only. @param query empty for all */
    public ListAddress searchedFor(String query) {
        return with(QUERY, query);
    }

    /** The parameters that a search keeps, which a form carries in fields that are not shown. */
    public Map<String, String> besidesSearch() {
        return searchedFor("").parameters;
    }

    /** As it stands in a link. */
    public String link() {
        return parameters.isEmpty()
                ? path
                : parameters.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
