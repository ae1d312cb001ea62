/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that is ours but that nobody has asked for yet: under AddressSanitizer reading it is an
 * error, so that a read beyond an object is seen ("use-after-poison") though its allocation goes
 * on. Elsewhere nothing.
 */
#ifndef COMMON_POISON_H
#define COMMON_POISON_H

#ifdef __has_feature /* clang says it so, gcc by a macro of its own */
#if __has_feature(address_sanitizer)
#define POISON 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(POISON)
#include <sanitizer/asan_interface.h>
enum { POISON_GAP = 16 }; /* bytes between two objects that would else touch */
#define poison(at, n) ASAN_POISON_MEMORY_REGION(at, n)
#define unpoison(at, n) ASAN_UNPOISON_MEMORY_REGION(at, n)
#else
enum { POISON_GAP = 0 };
#define poison(at, n) ((void)(at), (void)(n))
#define unpoison(at, n) ((void)(at), (void)(n))
#endif

#endif
