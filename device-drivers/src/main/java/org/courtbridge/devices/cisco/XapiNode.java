package org.courtbridge.devices.cisco;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in the tree that status, configuration and results are, with what is below it. Both transports carry it.
 *
 * @param item the number of one of several of the same name, from 1; 0 for the only one
 * @param text empty for what has something below it
 */
record XapiNode(String name, int item, String text, List<XapiNode> children) {

    XapiNode {
        children = List.copyOf(children);
    }

    static XapiNode leaf(String name, String text) {
        return new XapiNode(name, 0, text, List.of());
    }

    static XapiNode leaf(String name, long number) {
        return leaf(name, String.valueOf(number));
    }

    static XapiNode branch(String name, XapiNode... children) {
        return branch(name, Arrays.asList(children));
    }

    static XapiNode branch(String name, List<XapiNode> children) {
        return new XapiNode(name, 0, "", children);
    }

    XapiNode at(int number) {
        return new XapiNode(name, number, text, children);
    }

    /** This node, with the other's children too. */
    XapiNode and(XapiNode other) {
        return new XapiNode(
                name,
                item,
                text,
                Stream.concat(children.stream(), other.children.stream()).toList());
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** All of a name directly below. */
    List<XapiNode> all(String child) {
        return children.stream().filter(node -> node.name.equals(child)).toList();
    }

    /** All that these names lead to, one below the other. */
    Stream<XapiNode> every(String... path) {
        Stream<XapiNode> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(node -> node.all(step).stream());
        }
        return found;
    }

    Optional<XapiNode> find(String... path) {
        return every(path).findFirst();
    }

    Optional<String> textAt(String... path) {
        return find(path).map(XapiNode::text).filter(value -> !value.isEmpty());
    }

    /** Only what leads to the place that the path names, and what is below it; empty if there is none. */
    Optional<XapiNode> only(List<XapiPath.Step> path) {
        if (path.isEmpty()) {
            return Optional.of(this);
        }
        XapiPath.Step step = path.getFirst();
        List<XapiNode> kept = children.stream()
                .filter(step::fits)
                .flatMap(child -> child.only(path.subList(1, path.size())).stream())
                .toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(new XapiNode(name, item, text, kept));
    }

    /**
     * Difference from an earlier state, leaf by leaf; empty if there is none. One of several that is gone is a ghost, as codecs
     * say.
     */
    Optional<XapiNode> since(Optional<XapiNode> before) {
        if (isLeaf() && before.map(XapiNode::isLeaf).orElse(true)) {
            return before.filter(this::equals).isPresent() ? Optional.empty() : Optional.of(this);
        }
        List<XapiNode> changed = Stream.concat(
                        children.stream()
                                .flatMap(child -> child.since(before.flatMap(old -> old.same(child))).stream()),
                        before.stream()
                                .flatMap(old -> old.children.stream())
                                .filter(old -> old.item > 0 && same(old).isEmpty())
                                .map(old ->
                                        branch(old.name, leaf("ghost", "True")).at(old.item)))
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(new XapiNode(name, item, text, changed));
    }

    private Optional<XapiNode> same(XapiNode other) {
        return children.stream()
                .filter(node -> node.name.equals(other.name) && node.item == other.item)
                .findFirst();
    }
}
