/**
 * The common parts of all pages: their layout, words in three languages, times and names. Start at
 * {@link org.courtbridge.console.html.Page}.
 */
@NullMarked
package org.courtbridge.console.html;

import org.jspecify.annotations.NullMarked;
