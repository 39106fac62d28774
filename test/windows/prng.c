// What libvips asks of Windows for random numbers and Wine 8 does not have, told by what it has: RtlGenRandom.
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID into, ULONG bytes);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T bytes) {
  while (bytes > 0) {
    ULONG step = bytes > 65536 ? 65536 : (ULONG)bytes;
    if (!SystemFunction036(into, step)) return FALSE;
    into += step;
    bytes -= step;
  }
  return TRUE;
}
