package org.courtbridge.console.applications;

import java.util.List;
import java.util.Optional;
import org.courtbridge.console.html.Badge;

/**
 * An application in a list, in the words of a page.
 *
 * @param asked name of the court or institution asked; empty if none is
 * @param terms that are open
 */
public record ListedApplication(
        String link,
        String caseNumber,
        String action,
        String court,
        Optional<String> asked,
        String at,
        Badge phase,
        List<Badge> terms) {}
