"""``gouji serve``: the local web application."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.languages import say

if TYPE_CHECKING:
    import socket

MISSING = '网页应用需要另装组件：pip install "gouji[web]"'


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；本机以外的地址须用令牌访问。")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="端口；0 为任选一个空闲的。")
@click.option("--baseline", type=click.Path(dir_okay=False, path_type=Path), help="基线文件，核实结论记在其中；默认在用户数据目录。")
@click.option("--token", help="访问令牌；监听本机以外地址而未给出时自动生成。")
@click.option("--open", "opened", is_flag=True, help="启动后打开浏览器。")
def serve(host: str, port: int, baseline: Path | None, token: str | None, opened: bool) -> None:
    """在浏览器中审核：拖入文件，看核对结果，逐条核实，下载批注。"""
    try:
        import python_multipart  # noqa: F401 (uploads need it)
        import starlette  # noqa: F401 (the application needs it)
        import uvicorn
    except ImportError:
        click.echo(say(MISSING), err=True)
        raise SystemExit(2) from None
    from extractor.errors import WrongCall
    from extractor.web.app import create_app
    from extractor.web.security import Rules, new_token
    from extractor.web.verdicts import default_baseline

    with _listen(host, port) as listening:
        port = listening.getsockname()[1]
        try:
            rules = Rules(host, new_token(host, token), cookie=f"gouji_{port}")
            app = create_app(baseline or default_baseline(), rules)
        except WrongCall as error:
            raise click.UsageError(str(error)) from None
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/" + (f"?token={rules.token}" if rules.token else "")
        click.echo(say("网址：{}\n按 Ctrl+C 结束，上传的文件随之删除。", address))
        if opened:
            click.launch(address)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", timeout_graceful_shutdown=3
        )
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise click.UsageError(f"不能监听 {host}:{port}：{error.strerror or error}。请换一个端口（--port）。") from None
    return listening
