/** Google's generateContent, at the Gemini API and at Vertex AI: pure functions, and the providers {@code gemini} and {@code vertex}. */
@NullMarked
package io.cascadeflow.provider.gemini;

import org.jspecify.annotations.NullMarked;
