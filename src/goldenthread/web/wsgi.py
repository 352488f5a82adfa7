"""The door for production servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
application = get_wsgi_application()

# A page makes thousands of objects that go by themselves. What lives as long as the process is
# never looked through again, and the rest less often: 5 to 15 of 100 CPU ms of a long page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
