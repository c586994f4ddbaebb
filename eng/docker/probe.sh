#!/usr/bin/env bash
# Succeeds where an address of this container answers 200: overparam-probe 8081 /health/ready
# Images of the .NET runtime have neither curl nor wget, and a runtime started every few seconds would cost more than this.
set -euo pipefail
port=${1:?a port} path=${2:?a path}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
IFS=' ' read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
