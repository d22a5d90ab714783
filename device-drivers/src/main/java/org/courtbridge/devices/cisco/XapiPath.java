package org.courtbridge.devices.cisco;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Path of a node in the tree: {@code SIP/Proxy[1]/Address}. */
record XapiPath(List<Step> steps) {

    private static final Pattern STEP = Pattern.compile("([A-Za-z][A-Za-z0-9_]{0,63})(?:\\[([0-9]{1,5})])?");

    /** @param item 0 for any or the only one */
    record Step(String name, int item) {

        boolean fits(XapiNode node) {
            return node.name().equalsIgnoreCase(name) && (item == 0 || node.item() == 0 || node.item() == item);
        }
    }

    XapiPath {
        steps = List.copyOf(steps);
    }

    /** Empty if it is no path: only letters, digits and numbers in brackets are, so that nothing else gets into a request. */
    static Optional<XapiPath> parse(String text) {
        String relative = text.startsWith("/") ? text.substring(1) : text;
        List<Matcher> matchers =
                Arrays.stream(relative.split("/", -1)).map(STEP::matcher).toList();
        if (!matchers.stream().allMatch(Matcher::matches)) {
            return Optional.empty();
        }
        return Optional.of(new XapiPath(matchers.stream()
                .map(step -> new Step(step.group(1), step.group(2) == null ? 0 : Integer.parseInt(step.group(2))))
                .toList()));
    }

    static XapiPath of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no path: " + text));
    }

    /** The path with one tree's name before it. */
    XapiPath under(String root) {
        return of(root + "/" + this);
    }

    /** A tree with nothing but a value at the path's end. */
    XapiNode holding(String value) {
        XapiNode node =
                XapiNode.leaf(steps.getLast().name(), value).at(steps.getLast().item());
        for (Step step : steps.reversed().subList(1, steps.size())) {
            node = XapiNode.branch(step.name(), node).at(step.item());
        }
        return node;
    }

    @Override
    public String toString() {
        return String.join(
                "/",
                steps.stream()
                        .map(step -> step.item() == 0 ? step.name() : step.name() + "[" + step.item() + "]")
                        .toList());
    }
}
