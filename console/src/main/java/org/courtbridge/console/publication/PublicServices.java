package org.courtbridge.console.publication;

import java.util.Optional;
import org.courtbridge.court.publication.PublicList;
import org.courtbridge.operations.publication.ListPosts;

/**
 * The list of hearings for the public.
 *
 * @param list empty if the court publishes none
 * @param posts the log of posting it to a web hook
 */
public record PublicServices(Optional<PublicList> list, ListPosts posts) {}
