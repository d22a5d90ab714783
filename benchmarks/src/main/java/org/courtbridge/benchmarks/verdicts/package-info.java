/**
 * Labelled clips, the analyses of test calls run over them, and how often they are right (docs/verdict-clips.md). Start at {@link
 * org.courtbridge.benchmarks.verdicts.ClipAnalysis}.
 */
@NullMarked
package org.courtbridge.benchmarks.verdicts;

import org.jspecify.annotations.NullMarked;
